import { type CSSVariablesResolver, createTheme, Modal } from "@mantine/core";

export const theme = createTheme({
  primaryColor: "indigo",
  primaryShade: { light: 8, dark: 8 },
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  fontFamily: "Inter, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif",
  components: {
    Modal: Modal.extend({
      defaultProps: { closeButtonProps: { "aria-label": "Close" } },
      styles: { title: { fontWeight: 600, lineHeight: 1.35, overflowWrap: "anywhere" } },
    }),
  },
  headings: { fontWeight: "650" },
});

/** Mantine's own shades of these miss the contrast of 4.5 : 1 that WCAG AA asks of text. */
export const readableColors: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-dimmed": "#5c636a",
    "--mantine-color-placeholder": "#6c737a",
    "--mantine-color-error": "var(--mantine-color-red-9)",
    "--mantine-color-anchor": "var(--mantine-primary-color-8)",
    "--app-backdrop": "#f7f8fa",
  },
  dark: {
    "--mantine-color-dimmed": "#a8adb3",
    "--mantine-color-placeholder": "#94999f",
    "--mantine-color-error": "var(--mantine-color-red-4)",
    "--mantine-color-anchor": "var(--mantine-primary-color-3)",
    "--app-backdrop": "var(--mantine-color-dark-8)",
  },
});
