import { openParentPort } from '../process/parent-port.ts';
import type { ParentPort } from '../process/started-process.ts';
import type { FromReader, ToReader } from './reader-protocol.ts';
import { serveReader } from './serve-reader.ts';

serveReader(openParentPort() as ParentPort<ToReader, FromReader>);
