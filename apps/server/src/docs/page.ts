/** The page itself: everything on it comes from this server, and its policy lets nothing else in. */
export const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>API · Pitstop</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/docs/page.css">
  </head>
  <body>
    <header class="application"><a href="/">← Pitstop</a> <span>API</span></header>
    <div id="api"></div>
    <noscript>This page needs JavaScript. The same in a file: <a href="/openapi.json">/openapi.json</a>.</noscript>
    <script src="/docs/reference.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`;

/**
 * The application's colors, and a contrast of at least 4.5 : 1 for what the reference colors itself: methods, names in
 * code, and what it calls less important.
 */
export const STYLE = `
:root {
  --scalar-custom-header-height: 44px;
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
  background: #3b49c4;
  color: #fff;
  font: 500 15px/1 Inter, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
}
.application a {
  color: inherit;
  font-weight: 700;
}
.application a:focus-visible {
  outline: 2px solid currentcolor;
  outline-offset: 4px;
}
.light-mode {
  --scalar-color-1: #1b1f24;
  --scalar-color-2: #4a5158;
  --scalar-color-3: #5c636a;
  --scalar-color-accent: #3b49c4;
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
  --scalar-color-accent: #91a7ff;
  --scalar-color-red: #ff8787;
  --scalar-sidebar-search-color: #a8adb3;
}
`;

/** What the reference shows, and all that it could ask of other servers turned off. */
const CONFIGURATION = {
  url: "/openapi.json",
  withDefaultFonts: false,
  telemetry: false,
  agent: { disabled: true },
  mcp: { disabled: true },
  showDeveloperTools: "never",
  hideClientButton: true,
  expandAllParameters: false,
  defaultOpenAllTags: true,
  orderSchemaPropertiesBy: "preserve",
  orderRequiredPropertiesFirst: false,
  documentDownloadType: "json",
  // After its own styles, which are written into the page as it starts.
  customCss: STYLE,
  metaData: { title: "API · Pitstop" },
};

/** Starts the reference; a file of its own, because the policy allows no script inside of the page. */
export const START = `Scalar.createApiReference("#api", ${JSON.stringify(CONFIGURATION)});\n`;
