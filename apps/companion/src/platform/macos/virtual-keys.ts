/**
 * `KeyboardEvent.code` → virtual key code of macOS.
 * Source: W3C UI Events KeyboardEvent code Values; Carbon's HIToolbox/Events.h.
 */
const VIRTUAL_KEYS: Readonly<Record<string, number>> = {
  ...row(0x00, 'KeyA KeyS KeyD KeyF KeyH KeyG KeyZ KeyX KeyC KeyV IntlBackslash KeyB KeyQ KeyW KeyE KeyR'),
  ...row(0x10, 'KeyY KeyT Digit1 Digit2 Digit3 Digit4 Digit6 Digit5 Equal Digit9 Digit7 Minus Digit8 Digit0'),
  ...row(0x1e, 'BracketRight KeyO KeyU BracketLeft KeyI KeyP Enter KeyL KeyJ Quote KeyK Semicolon Backslash'),
  ...row(0x2b, 'Comma Slash KeyN KeyM Period Tab Space Backquote Backspace'),
  Escape: 0x35,
  ...row(0x36, 'MetaRight MetaLeft ShiftLeft CapsLock AltLeft ControlLeft ShiftRight AltRight ControlRight'),
  F17: 0x40,
  NumpadDecimal: 0x41,
  NumpadMultiply: 0x43,
  NumpadAdd: 0x45,
  NumLock: 0x47,
  ...row(0x48, 'AudioVolumeUp AudioVolumeDown AudioVolumeMute NumpadDivide NumpadEnter'),
  ...row(0x4e, 'NumpadSubtract F18 F19 NumpadEqual Numpad0 Numpad1 Numpad2 Numpad3 Numpad4 Numpad5 Numpad6'),
  ...row(0x59, 'Numpad7 F20 Numpad8 Numpad9 IntlYen IntlRo NumpadComma F5 F6 F7 F3 F8 F9'),
  F11: 0x67,
  F13: 0x69,
  F16: 0x6a,
  F14: 0x6b,
  F10: 0x6d,
  ContextMenu: 0x6e,
  F12: 0x6f,
  F15: 0x71,
  ...row(0x72, 'Insert Home PageUp Delete F4 End F2 PageDown F1 ArrowLeft ArrowRight ArrowDown ArrowUp'),
};

export function virtualKeyOf(code: string): number | undefined {
  return Object.hasOwn(VIRTUAL_KEYS, code) ? VIRTUAL_KEYS[code] : undefined;
}

function row(first: number, codes: string): Record<string, number> {
  return Object.fromEntries(codes.split(' ').map((code, index) => [code, first + index]));
}
