/**
 * What the system says of files and addresses, in words for people: by its codes, why something cannot be done and what
 * helps. Names of files and addresses are put in front of them.
 */
export const SYSTEM_MESSAGES = {
  'system-ENOENT': 'there is no such file or folder; check the path',
  'system-EEXIST': 'a file or folder of that name is there already; choose another place',
  'system-ENOTDIR': 'a part of the path is a file, where a folder should be; check the path',
  'system-EISDIR': 'it is a folder; name a file',
  'system-EACCES': 'it is not open to your account; change its permissions, or choose another place',
  'system-EROFS': 'its disk is read-only; choose another place',
  'system-ENOSPC': 'its disk is full; make room on it, and try again',
  'system-EDQUOT': 'your share of its disk is used up; make room, and try again',
  'system-EIO': 'its disk failed to read or write; check the disk and its cable, and try again',
  'system-EFBIG': 'it is larger than its disk can hold',
  'system-EMFILE': 'too many files are open; end some programs, and try again',
  'system-ENAMETOOLONG': 'its name is too long; shorten it',
  'system-ELOOP': 'its links lead in a circle; mend the links',
  'system-EBUSY': 'another program uses it; end that program, and try again',
  'system-ENOTEMPTY': 'the folder is not empty',
  'system-ENOTSUP': 'its disk does not allow that; choose another place',
  'system-ENODEV': 'its disk is gone; connect it, and try again',
  'system-ENOTCONN': 'the program that showed the files there has ended; unmount it, and try again',
  'system-ESTALE': 'its server does not answer; connect to it again, and try again',
  'system-ECONNREFUSED': 'nothing answers there; check the address, and whether its program runs',
  'system-ECONNRESET': 'the other side broke the connection off; try again',
  'system-ENOTFOUND': 'there is no computer of that name; check the name and the network',
  'system-EADDRINUSE': 'another program uses that port; choose another',
  'system-EADDRNOTAVAIL': 'this computer does not have that address; choose one of its own',
  'system-refused': 'the system refuses it ({{code}})',
  'system-opened': '{{path}} cannot be opened: {{why}}',
  'system-read': '{{path}} cannot be read: {{why}}',
  'system-written': '{{path}} cannot be written: {{why}}',
} as const;
