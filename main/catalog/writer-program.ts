import { openParentPort } from '../process/parent-port.ts';
import type { ParentPort } from '../process/started-process.ts';
import { serveWriter } from './serve-writer.ts';
import type { FromWriter, ToWriter } from './writer-protocol.ts';

serveWriter(openParentPort() as ParentPort<ToWriter, FromWriter>);
