"""Reads files in the ways that players and copiers do, and prints the seconds it took.

sequential FILE...        one after the other, 128 KiB at a time
parallel FILE...          one process for each
random COUNT FILE...      COUNT reads of 4 KiB at random places
open COUNT FILE...        COUNT times: open, read 64 KiB, close; prints the median in milliseconds as well
hold FILE...              for each line of input, a number: opens every file so often, reads its beginning through each
                          handle, keeps them open and prints how many it has

Cached pages of the files are dropped first, so that the file system is asked for them; those of the
originals behind them stay. With "hot" as the first argument nothing is dropped: for the originals themselves.
"""
import os, random, resource, sys, time

BLOCK = 128 * 1024


def drop(path):
    if hot:
        return
    file = os.open(path, os.O_RDONLY)
    os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)
    os.close(file)


def read(path):
    file = os.open(path, os.O_RDONLY)
    buffer = bytearray(BLOCK)
    while os.readv(file, [buffer]):
        pass
    os.close(file)


def sequential(paths):
    for path in paths:
        read(path)


def parallel(paths):
    children = []
    for path in paths:
        child = os.fork()
        if child == 0:
            read(path)
            os._exit(0)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)


def at_random(count, paths):
    numbers = random.Random(1)
    files = [os.open(path, os.O_RDONLY) for path in paths]
    sizes = [os.fstat(file).st_size for file in files]
    for file in files:
        os.posix_fadvise(file, 0, 0, os.POSIX_FADV_RANDOM)
    buffer = bytearray(4096)
    for _ in range(count):
        which = numbers.randrange(len(files))
        os.preadv(files[which], [buffer], numbers.randrange(sizes[which] // 4096) * 4096)


def opening(count, paths):
    times = []
    for index in range(count):
        path = paths[index % len(paths)]
        drop(path)
        began = time.perf_counter()
        file = os.open(path, os.O_RDONLY)
        os.pread(file, 65536, 0)
        os.close(file)
        times.append(time.perf_counter() - began)
    times.sort()
    return times


def hold(paths):
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    files = []
    for line in sys.stdin:
        for path in paths:
            for _ in range(int(line)):
                files.append(os.open(path, os.O_RDONLY))
                os.pread(files[-1], 4096, 0)
        print(len(files), flush=True)


words = sys.argv[1:]
hot = words[0] == "hot"
way, *rest = words[1:] if hot else words
if way in ("sequential", "parallel"):
    for path in rest:
        drop(path)
    began = time.perf_counter()
    (sequential if way == "sequential" else parallel)(rest)
    print(time.perf_counter() - began)
elif way == "hold":
    hold(rest)
elif way == "random":
    count, *paths = rest
    for path in paths:
        drop(path)
    began = time.perf_counter()
    at_random(int(count), paths)
    print(time.perf_counter() - began)
else:
    count, *paths = rest
    times = opening(int(count), paths)
    print(sum(times), 1000 * times[len(times) // 2])
