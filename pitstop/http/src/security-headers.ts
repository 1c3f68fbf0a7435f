import helmet, { type HelmetOptions } from "helmet";

/** What a page may load; anything that is not named is refused. */
type Policy = Readonly<Record<string, readonly string[]>>;

/** Answers of the API are no pages: a browser that is led to take one for a page loads and runs nothing of it. */
const NO_PAGE: Policy = {
  "default-src": ["'none'"],
  "base-uri": ["'none'"],
  "form-action": ["'none'"],
  "frame-ancestors": ["'none'"],
};

/** The built pages: their own scripts and styles; Mantine writes its colors into style attributes and elements. */
const PAGES: Policy = {
  "default-src": ["'self'"],
  "base-uri": ["'self'"],
  "font-src": ["'self'", "data:"],
  "form-action": ["'self'"],
  "frame-ancestors": ["'self'"],
  "img-src": ["'self'", "data:"],
  "object-src": ["'none'"],
  "script-src": ["'self'"],
  "script-src-attr": ["'none'"],
  "style-src": ["'self'", "'unsafe-inline'"],
};

/** The API page: the same, and what the reference makes of the document. */
const API_PAGE: Policy = { ...PAGES, "connect-src": ["'self'"], "img-src": ["'self'", "data:", "blob:"] };

/**
 * The security headers of every answer, by what it is. Helmet chooses all but the policy; it is asked once, because
 * setting a dozen headers one by one costs more than the rest of a short answer.
 */
export const securityHeaders = {
  api: { "cache-control": "no-store", ...headersOf(NO_PAGE), "x-frame-options": "DENY" },
  pages: headersOf(PAGES),
  apiPage: headersOf(API_PAGE),
};

function headersOf(policy: Policy): Readonly<Record<string, string>> {
  const directives = Object.fromEntries(
    Object.entries(policy).map(([name, sources]) => [name, [...sources]]),
  );
  const options: HelmetOptions = { contentSecurityPolicy: { useDefaults: false, directives } };
  const headers: Record<string, string> = {};
  const response = {
    setHeader: (name: string, value: string) => {
      headers[name.toLowerCase()] = value;
    },
    removeHeader: () => undefined,
  };
  // Helmet looks at nothing of a request, and does nothing else to a response.
  helmet(options)({} as never, response as never, () => undefined);
  return headers;
}
