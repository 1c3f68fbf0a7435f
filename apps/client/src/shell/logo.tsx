export function Logo() {
  return <img src="/icon.svg" alt="" width={26} height={26} />;
}
