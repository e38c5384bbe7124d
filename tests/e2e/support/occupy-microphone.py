"""Takes every stream that a source of PulseAudio can give (256), so that the microphone is busy for everybody else.

Takes the source's name; says `taken 256` when done; holds them until it is ended. Through libpulse, because the
command-line tools open one stream a process. The streams are corked: they cost nothing.
"""
import ctypes
import sys

pulse = ctypes.CDLL('libpulse.so.0')
POINTER, NUMBER, TEXT = ctypes.c_void_p, ctypes.c_int, ctypes.c_char_p
CONTEXT_READY, STREAM_READY, START_CORKED, S16LE = 4, 2, 1, 3


class SampleSpec(ctypes.Structure):
    _fields_ = [('format', NUMBER), ('rate', ctypes.c_uint32), ('channels', ctypes.c_uint8)]


def function(name, result, *arguments):
    found = getattr(pulse, name)
    found.restype, found.argtypes = result, arguments
    return found


mainloop_new = function('pa_mainloop_new', POINTER)
mainloop_get_api = function('pa_mainloop_get_api', POINTER, POINTER)
mainloop_iterate = function('pa_mainloop_iterate', NUMBER, POINTER, NUMBER, POINTER)
context_new = function('pa_context_new', POINTER, POINTER, TEXT)
context_connect = function('pa_context_connect', NUMBER, POINTER, TEXT, NUMBER, POINTER)
context_get_state = function('pa_context_get_state', NUMBER, POINTER)
stream_new = function('pa_stream_new', POINTER, POINTER, TEXT, POINTER, POINTER)
stream_connect_record = function('pa_stream_connect_record', NUMBER, POINTER, TEXT, POINTER, NUMBER)
stream_get_state = function('pa_stream_get_state', NUMBER, POINTER)

loop = mainloop_new()
context = context_new(mainloop_get_api(loop), b'occupier')
context_connect(context, None, 0, None)
while context_get_state(context) < CONTEXT_READY:
    mainloop_iterate(loop, 1, None)
if context_get_state(context) != CONTEXT_READY:
    sys.exit('no connection to PulseAudio')

spec = SampleSpec(S16LE, 8000, 1)
taken = 0
while True:
    stream = stream_new(context, b'taken', ctypes.byref(spec), None)
    stream_connect_record(stream, sys.argv[1].encode(), None, START_CORKED)
    while stream_get_state(stream) < STREAM_READY:
        mainloop_iterate(loop, 1, None)
    if stream_get_state(stream) != STREAM_READY:
        break
    taken += 1
print('taken', taken, flush=True)
while mainloop_iterate(loop, 1, None) >= 0:
    pass
