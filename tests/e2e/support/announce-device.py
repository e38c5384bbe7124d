"""Tells the programs of this network namespace that a sound device came or went, as udev tells them.

A container has no udev, so a browser would not look at PulseAudio's devices again by itself. The message is udev's own
form on its multicast group (libudev's monitor: header of 40 bytes, then NAME=value with zero bytes between).
Takes `add` or `remove`; needs root, as udev does.
"""
import socket
import struct
import sys

GROUP_OF_UDEV = 2
MAGIC = 0xFEEDCAFE
HEADER = 40
NETLINK_KOBJECT_UEVENT = 15
MASK = 0xFFFFFFFF
MULTIPLIER = 0x5BD1E995


def murmur_hash_2(data: bytes) -> int:
    """The hash by which udev's listeners filter subsystems in the kernel."""
    value = len(data)
    while len(data) >= 4:
        word = struct.unpack_from('<I', data)[0] * MULTIPLIER & MASK
        word = (word ^ word >> 24) * MULTIPLIER & MASK
        value = (value * MULTIPLIER & MASK) ^ word
        data = data[4:]
    if data:
        value = (value ^ int.from_bytes(data, 'little')) * MULTIPLIER & MASK
    value = (value ^ value >> 13) * MULTIPLIER & MASK
    return value ^ value >> 15


properties = [
    f'ACTION={sys.argv[1]}',
    'DEVPATH=/devices/virtual/sound/card9',
    'SUBSYSTEM=sound',
    'SEQNUM=1',
]
body = b''.join(line.encode() + b'\0' for line in properties)
header = (
    b'libudev\0'
    + struct.pack('>I', MAGIC)
    + struct.pack('=III', HEADER, HEADER, len(body))
    + struct.pack('>IIII', murmur_hash_2(b'sound'), 0, 0, 0)
)
with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, NETLINK_KOBJECT_UEVENT) as sender:
    sender.bind((0, 0))
    try:
        sender.sendto(header + body, (0, GROUP_OF_UDEV))
    except ConnectionRefusedError:
        pass  # Nobody listens: there is no browser.
