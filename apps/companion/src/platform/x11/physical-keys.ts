/**
 * `KeyboardEvent.code` → Linux evdev code, for every key that browsers name.
 * Source: W3C UI Events KeyboardEvent code Values; Linux input-event-codes.h.
 */
const EVDEV: Readonly<Record<string, number>> = {
  ...row(
    1,
    'Escape Digit1 Digit2 Digit3 Digit4 Digit5 Digit6 Digit7 Digit8 Digit9 Digit0 Minus Equal Backspace',
  ),
  ...row(15, 'Tab KeyQ KeyW KeyE KeyR KeyT KeyY KeyU KeyI KeyO KeyP BracketLeft BracketRight Enter'),
  ...row(29, 'ControlLeft KeyA KeyS KeyD KeyF KeyG KeyH KeyJ KeyK KeyL Semicolon Quote Backquote'),
  ...row(42, 'ShiftLeft Backslash KeyZ KeyX KeyC KeyV KeyB KeyN KeyM Comma Period Slash ShiftRight'),
  ...row(55, 'NumpadMultiply AltLeft Space CapsLock F1 F2 F3 F4 F5 F6 F7 F8 F9 F10 NumLock ScrollLock'),
  ...row(71, 'Numpad7 Numpad8 Numpad9 NumpadSubtract Numpad4 Numpad5 Numpad6 NumpadAdd'),
  ...row(79, 'Numpad1 Numpad2 Numpad3 Numpad0 NumpadDecimal'),
  ...row(85, 'Lang5 IntlBackslash F11 F12 IntlRo Lang3 Lang4 Convert KanaMode NonConvert'),
  ...row(96, 'NumpadEnter ControlRight NumpadDivide PrintScreen AltRight'),
  ...row(102, 'Home ArrowUp PageUp ArrowLeft ArrowRight End ArrowDown PageDown Insert Delete'),
  ...row(113, 'AudioVolumeMute AudioVolumeDown AudioVolumeUp Power NumpadEqual'),
  ...row(119, 'Pause'),
  ...row(121, 'NumpadComma Lang1 Lang2 IntlYen MetaLeft MetaRight ContextMenu'),
  ...row(158, 'BrowserBack BrowserForward'),
  ...row(163, 'MediaTrackNext MediaPlayPause MediaTrackPrevious MediaStop'),
  ...row(183, 'F13 F14 F15 F16 F17 F18 F19 F20 F21 F22 F23 F24'),
  OSLeft: 125,
  OSRight: 126,
};

/** X numbers the kernel's codes from eight, because its first keycodes are not keys. */
const X_OFFSET = 8;

/** The X keycode of a physical key; undefined for a code that no keyboard here has. */
export function keycodeOf(code: string): number | undefined {
  const evdev = Object.hasOwn(EVDEV, code) ? EVDEV[code] : undefined;
  return evdev === undefined ? undefined : evdev + X_OFFSET;
}

function row(first: number, codes: string): Record<string, number> {
  return Object.fromEntries(codes.split(' ').map((code, index) => [code, first + index]));
}
