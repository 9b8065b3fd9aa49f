"""Lists a directory again and again until its input ends, then prints as JSON how often it found what.

Names of errors (ENOENT, EACCES …), "empty", or "library" for a directory that has something in it.
"""
import collections
import errno
import json
import os
import select
import sys

seen = collections.Counter()
while not select.select([sys.stdin], [], [], 0.0005)[0]:
    try:
        seen['library' if os.listdir(sys.argv[1]) else 'empty'] += 1
    except OSError as error:
        seen[errno.errorcode[error.errno]] += 1
print(json.dumps(seen))
