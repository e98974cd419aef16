import { giveWayToWindow } from '../process/give-way.ts';
import { openParentPort } from '../process/parent-port.ts';
import type { ParentPort } from '../process/started-process.ts';
import type { FromThumbnailer, ToThumbnailer } from './protocol.ts';
import { serveThumbnails } from './serve-thumbnails.ts';

// Beside a run no more than its workers, which make thumbnails too: the page itself comes before both.
giveWayToWindow();

serveThumbnails(openParentPort() as ParentPort<ToThumbnailer, FromThumbnailer>);
