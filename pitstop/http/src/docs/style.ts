import type { PageColors } from "./colors.ts";

/**
 * The application's colors, and a contrast of at least 4.5 : 1 for what the reference colors itself: methods, names in
 * code, and what it calls less important.
 */
export const styleOf = ({ bar, onBar, light, dark }: PageColors): string => `
:root {
  --scalar-custom-header-height: 44px;
}
body {
  margin: 0;
}
.application {
  position: sticky;
  top: 0;
  z-index: 100;
  box-sizing: border-box;
  display: flex;
  gap: 12px;
  align-items: center;
  height: 44px;
  padding: 0 16px;
  background: ${bar};
  color: ${onBar};
  font: 500 15px/1 Inter, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  white-space: nowrap;
}
.application a {
  color: inherit;
}
.application a:first-child {
  overflow: hidden;
  text-overflow: ellipsis;
  font-weight: 700;
}
.application a:last-child {
  margin-inline-start: auto;
}
.application a:focus-visible {
  outline: 2px solid currentcolor;
  outline-offset: 4px;
}
.outline {
  max-width: 60rem;
  margin: 0 auto;
  padding: 16px;
  font: 16px/1.6 Inter, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  overflow-wrap: anywhere;
}
/* Long lines break: what scrolls by itself would have to be reached with the keyboard. */
.scalar-app .markdown pre code.hljs {
  overflow: visible;
  white-space: pre-wrap;
}
.light-mode {
  --scalar-color-1: #1b1f24;
  --scalar-color-2: #4a5158;
  --scalar-color-3: #5c636a;
  --scalar-color-accent: ${light};
  --scalar-color-green: #00683f;
  --scalar-color-yellow: #7a5200;
  --scalar-color-orange: #a83a00;
  --scalar-color-red: #b80d0d;
  --scalar-color-blue: #0b5cad;
  --scalar-color-purple: #6b3fb3;
  --scalar-sidebar-search-color: #5c636a;
}
.dark-mode {
  --scalar-color-2: #b8bdc3;
  --scalar-color-3: #a8adb3;
  --scalar-color-accent: ${dark};
  --scalar-color-red: #ff8787;
  --scalar-sidebar-search-color: #a8adb3;
}
`;
