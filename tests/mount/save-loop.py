"""Saves a file with mutagen again and again, each time with one number in two fields, until it is told to end."""
import select
import sys

import mutagen

path, number = sys.argv[1], int(sys.argv[2])
while not select.select([sys.stdin], [], [], 0)[0]:
    number += 1
    try:
        file = mutagen.File(path, easy=True)
        if file is None:
            # The mount went while mutagen read the first bytes: it takes that for a file of no kind.
            continue
        file['genre'] = f'Save {number}'
        # In every third save too long for the room in the header.
        file['composer'] = f'Save {number}' + (' and on' * 9000 if number % 3 == 0 else '')
        file.save()
    except Exception as error:
        # The mount or the service was killed: files end, or change their size, under the program. The next save may go through.
        if not isinstance(error, (OSError, ValueError, mutagen.MutagenError)):
            raise
