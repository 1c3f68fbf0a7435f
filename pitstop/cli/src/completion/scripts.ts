/**
 * The script of each shell. It completes `pnpm pitstop …`, `npx -y pnpm pitstop …` and `pitstop …`, in any folder of a
 * workspace: it looks for the tool from the present folder upward and asks it what may come next.
 */
export const completionScripts: Readonly<Record<string, string>> = {
  bash: `_pitstop_words() {
  local root="$PWD"
  while [ -n "$root" ] && [ ! -x "$root/node_modules/.bin/pitstop" ]; do root="\${root%/*}"; done
  "$root/node_modules/.bin/pitstop" __complete "$@" 2>/dev/null
}
_pitstop() {
  local index=0
  while [ "$index" -lt "$COMP_CWORD" ] && [ "\${COMP_WORDS[index]}" != pitstop ]; do index=$((index + 1)); done
  local words=pitstop
  if [ "$index" -lt "$COMP_CWORD" ]; then words="$(_pitstop_words "\${COMP_WORDS[@]:index+1:COMP_CWORD-index-1}")"; fi
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
# A colon is part of a command's name.
COMP_WORDBREAKS=\${COMP_WORDBREAKS//:}
complete -o default -F _pitstop pitstop pnpm npx`,
  zsh: `_pitstop() {
  local root=$PWD index=\${words[(i)pitstop]}
  if (( index >= CURRENT )); then compadd pitstop; return; fi
  while [[ -n $root && ! -x $root/node_modules/.bin/pitstop ]]; do root=\${root%/*}; done
  compadd -- \${(f)"$($root/node_modules/.bin/pitstop __complete "\${(@)words[index+1,CURRENT-1]}" 2>/dev/null)"}
}
compdef _pitstop pitstop pnpm npx`,
  fish: `function __pitstop_words
  set -l words (commandline -opc)
  set -l index (contains -i -- pitstop $words); or return
  set -l root $PWD
  while test -n "$root" -a ! -x "$root/node_modules/.bin/pitstop"
    set root (string replace -r '/[^/]*$' '' -- $root)
  end
  $root/node_modules/.bin/pitstop __complete $words[(math $index + 1)..-1] 2>/dev/null
end
complete -c pitstop -f -a '(__pitstop_words)'
for command in pnpm npx
  complete -c $command -f -n 'contains -- pitstop (commandline -opc)' -a '(__pitstop_words)'
  complete -c $command -n 'not contains -- pitstop (commandline -opc)' -a pitstop
end`,
};
