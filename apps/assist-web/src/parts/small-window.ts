import { keepInlineStylesOut } from '@rendezvous/ui';

/** Document Picture-in-Picture, which the platform's types do not have yet. */
interface SmallWindows {
  requestWindow(options: { readonly width: number; readonly height: number }): Promise<Window>;
}

function smallWindowsOf(page: Window): SmallWindows | undefined {
  return (page as Window & { readonly documentPictureInPicture?: SmallWindows }).documentPictureInPicture;
}

/** Whether this browser can keep a window of ours on top. */
export function smallWindowsExist(page: Window): boolean {
  return smallWindowsOf(page) !== undefined;
}

/** Opens one that looks like the page; must be called in a user gesture. Closes with the page. */
export async function openSmallWindow(page: Window, title: string): Promise<Window | undefined> {
  const small = await smallWindowsOf(page)?.requestWindow({ width: 430, height: 150 });
  if (small === undefined) return undefined;
  const { document: from } = page;
  small.document.title = title;
  small.document.documentElement.lang = from.documentElement.lang;
  const { theme } = from.documentElement.dataset;
  if (theme !== undefined) small.document.documentElement.dataset['theme'] = theme;
  for (const sheet of from.querySelectorAll('link[rel="stylesheet"], style'))
    small.document.head.append(small.document.importNode(sheet, true));
  keepInlineStylesOut(small.document);
  return small;
}
