/** The Window Management API, as far as it is used here; Chromium has it, behind a question to the user. */
interface ScreenDetailed {
  readonly availLeft: number;
  readonly availTop: number;
  readonly availWidth: number;
  readonly availHeight: number;
  readonly isPrimary: boolean;
}

interface Window {
  getScreenDetails?: () => Promise<{
    readonly screens: readonly ScreenDetailed[];
    readonly currentScreen: ScreenDetailed;
  }>;
}
