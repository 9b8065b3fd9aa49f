"""Holds a file open and mapped, and reads from it when told: line by line, commands in, answers out.

open PATH            opens and maps it, prints its size
read OFFSET LENGTH   SHA-256 of what read() gives there
map OFFSET LENGTH    SHA-256 of what the mapping gives there
size                 what fstat() says
"""
import hashlib, mmap, os, sys

file = mapping = None
for line in sys.stdin:
    command, _, rest = line.rstrip("\n").partition(" ")
    try:
        if command == "open":
            file = os.open(rest, os.O_RDONLY)
            mapping = mmap.mmap(file, 0, mmap.MAP_SHARED, mmap.PROT_READ)
            answer = os.fstat(file).st_size
        elif command == "size":
            answer = os.fstat(file).st_size
        else:
            offset, length = (int(word) for word in rest.split())
            data = os.pread(file, length, offset) if command == "read" else mapping[offset : offset + length]
            answer = hashlib.sha256(data).hexdigest()
    except OSError as error:
        answer = "error %d" % error.errno
    print(answer, flush=True)
