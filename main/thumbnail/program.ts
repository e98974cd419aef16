import os from 'node:os';
import { openParentPort } from '../process/parent-port.ts';
import { isUtilityProcess } from '../process/utility-port.ts';
import type { ParentPort } from '../process/started-process.ts';
import type { FromThumbnailer, ToThumbnailer } from './protocol.ts';
import { serveThumbnails } from './serve-thumbnails.ts';

// Beside a run no more than its workers, which make thumbnails too: the page itself comes before both.
if (isUtilityProcess()) os.setPriority(os.constants.priority.PRIORITY_BELOW_NORMAL);

serveThumbnails(openParentPort() as ParentPort<ToThumbnailer, FromThumbnailer>);
