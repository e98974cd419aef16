import { openParentPort } from '../process/parent-port.ts';
import type { ParentPort } from '../process/started-process.ts';
import type { FromThumbnailer, ToThumbnailer } from './protocol.ts';
import { serveThumbnails } from './serve-thumbnails.ts';

serveThumbnails(openParentPort() as ParentPort<ToThumbnailer, FromThumbnailer>);
