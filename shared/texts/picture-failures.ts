import { formatBytes } from './quantities.ts';

// Why a picture failed, and the way out: sentences, which the catalog keeps and every screen shows.

export const pictureFailureTexts = {
  empty: 'The file is empty (0 bytes). Copy it again from where it came from, or delete it.',
  changed: 'The file changed while it was being read: it is still being written or copied. Try again later.',
  notAFile: (what: string) => `This is ${what}, not a file with a picture in it. It was not opened.`,
  fileTypes: {
    folder: 'a folder',
    pipe: 'a named pipe',
    socket: 'a socket',
    device: 'a device',
    other: 'something else',
  },
  device: 'This is a pipe, a socket or a device, not a file with a picture in it.',
  inTheCloud:
    'The file is in the cloud and not on this disk. Make it available offline in your cloud drive, then retry.',
  tooManyBytes: (bytes: bigint, maxBytes: number) =>
    `The file has ${bytes.toString()} bytes; at most ${maxBytes} are read. Save a smaller copy of the picture.`,
  gone: 'The file is no longer there: it was moved or deleted, or it is a link to something that is gone.',
  forbidden: (code: string) =>
    `You have no permission to read this file (${code}). Change its permissions, then retry.`,
  unreadable: (code: string) =>
    `The file could not be read (${code}). Check the disk or the network drive it is on, then retry.`,

  /** @param name what it seems to be, one of `contentNames`; null where nothing is recognised */
  unsupported: (name: string | null) => {
    const seems = name === null ? 'Its content is of no kind that is known here.' : `It seems to be ${name}.`;
    return `Whatever its name says, this is not a picture that can be read here. ${seems} Save it as JPEG or PNG, or leave it out.`;
  },
  tooManyPixels: (size: { readonly width: number; readonly height: number }, bytes: number, maxBytes: number) =>
    `The picture has ${size.width} × ${size.height} pixels. Decoding it takes up to ${formatBytes(bytes)} of memory; ` +
    `there are ${formatBytes(maxBytes)} for one picture here. Save a smaller copy of it, or use fewer workers: each has more then.`,
  damaged: (format: string, cause: string) =>
    `The file is damaged or incomplete: its content cannot be decoded as ${format} (${cause}). ` +
    'Copy it again from where it came from, or open it in another program and save it anew.',

  outOfMemory: (cause: string) =>
    `Memory ran out while it was read or decoded, with nothing else beside (${cause}). Save a smaller copy of the picture.`,
  killed: (cause: string, times: number) =>
    `The process that worked on this picture was killed from outside (${cause}) ${times} times, ` +
    'perhaps because memory ran out. It is tried again in the next run.',
  readWithoutEnd: (cause: string) =>
    `The file could not be read to its end (twice, ${cause}). Check the disk or the network drive it is on, then retry.`,
  withoutEnd: (cause: string) =>
    `It came to no end (twice, alone in a process: ${cause}). The file may be damaged or built to do harm; it is left alone until you retry it.`,
  breaksWorker: (cause: string) =>
    `It broke the process that worked on it (twice, alone in a process: ${cause}). The file may be damaged or built to do harm; it is left alone until you retry it.`,
  breaksProgram: (times: number) =>
    `The program died ${times} times in a row while it read this picture and nothing else. It is left out until you retry it by name.`,

  /** Where it was to be shown. */
  notFound: 'It was not in its folder any more when that was looked through.',
  breaksThumbnailer: (cause: string) =>
    `The process that shows pictures ended on this file (${cause}). Save the picture anew in another program.`,
  /** @param cause `no end within 120 s` */
  notReadInTime: (cause: string) =>
    `The file could not be read to its end (${cause}). Check the disk or the network drive it is on, then retry.`,
  notShownInTime: (cause: string) =>
    `It could not be made ready to be shown (twice, ${cause}). Try it again, or save the picture anew in another program.`,
  closing: 'The window is closing.',
} as const;

/** What a file's content seems to be that is no picture which is read here: completes `It seems to be …`. */
export const contentNames = {
  pdf: 'a PDF document',
  postScript: 'a PostScript document',
  zip: 'a ZIP archive or an office document',
  gzip: 'a gzip archive',
  sevenZip: 'a 7-Zip archive',
  rar: 'a RAR archive',
  photoshop: 'a Photoshop document',
  gimp: 'a GIMP document',
  jpegXl: 'a JPEG XL picture',
  jpeg2000: 'a JPEG 2000 picture',
  icon: 'an icon file',
  raw: 'a camera raw picture',
  matroska: 'a video (Matroska or WebM)',
  avi: 'a video (AVI)',
  wave: 'a sound file (WAVE)',
  flash: 'a video (Flash)',
  mpeg: 'a video (MPEG)',
  windowsMedia: 'a video (Windows Media)',
  mp3: 'a sound file (MP3)',
  flac: 'a sound file (FLAC)',
  ogg: 'a sound or video file (Ogg)',
  sqlite: 'a SQLite database',
  program: 'a program',
  mpeg4Sound: 'a sound file (MPEG-4)',
  mpeg4Video: 'a video (MPEG-4 or QuickTime)',
  svg: 'an SVG drawing',
  html: 'a web page (HTML)',
  xml: 'an XML document',
  text: 'a text file',
} as const;
