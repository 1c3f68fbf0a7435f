/** How a workspace is called, also from a sub-folder: pnpm finds the root by itself. */
const CALL = "pnpm --silent --workspace-root pitstop";

/**
 * The script of each shell, which asks `pitstop __complete` what may come next. It completes `pnpm pitstop …` and
 * `npx -y pnpm pitstop …` as people call it, and `pitstop …` for those who have an alias. Other words of pnpm are left
 * to the completion that was there.
 */
export const completionScripts: Readonly<Record<string, string>> = {
  bash: `_pitstop_words() { ${CALL} __complete "$@" 2>/dev/null; }
_pitstop() {
  local index=0
  while [ "$index" -lt "$COMP_CWORD" ] && [ "\${COMP_WORDS[index]}" != pitstop ]; do index=$((index + 1)); done
  if [ "$index" -eq "$COMP_CWORD" ]; then
    COMPREPLY=($(compgen -W "pitstop" -- "\${COMP_WORDS[COMP_CWORD]}"))
    return
  fi
  COMPREPLY=($(compgen -W "$(_pitstop_words "\${COMP_WORDS[@]:index+1:COMP_CWORD-index-1}")" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
# A colon is part of a command's name.
COMP_WORDBREAKS=\${COMP_WORDBREAKS//:}
complete -o default -F _pitstop pitstop pnpm`,
  zsh: `#compdef pitstop pnpm
_pitstop() {
  local index=\${words[(i)pitstop]}
  if (( index >= CURRENT )); then
    compadd pitstop
  else
    compadd -- \${(f)"$(${CALL} __complete "\${(@)words[index+1,CURRENT-1]}" 2>/dev/null)"}
  fi
}
compdef _pitstop pitstop pnpm`,
  fish: `function __pitstop_words
  set -l words (commandline -opc)
  set -l index (contains -i -- pitstop $words); or return
  ${CALL} __complete $words[(math $index + 1)..-1] 2>/dev/null
end
complete -c pitstop -f -a '(__pitstop_words)'
complete -c pnpm -f -n 'contains -- pitstop (commandline -opc)' -a '(__pitstop_words)'
complete -c pnpm -n 'not contains -- pitstop (commandline -opc)' -a pitstop -d 'Change a schema in every layer'`,
};
