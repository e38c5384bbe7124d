/** As a `ref`: the element has the focus when it appears. For the one thing that a new screen is about. */
export function focusOnMount(element: HTMLElement | null): void {
  element?.focus();
}
