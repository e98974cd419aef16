import Module from 'node:module';
import { defineGlobals } from './globals.ts';
import { refuseNetwork } from './refuse-network.ts';
import { useOwnSqliteBinding } from './sqlite-binding.ts';

// Forked in place of a program, whose path comes first among the arguments (`electron-22.ts`).

defineGlobals();
useOwnSqliteBinding();
refuseNetwork();

const program = process.argv[2];
if (program === undefined) throw new Error('The program to start is the first argument');
process.argv.splice(1, 1);
Module.createRequire(program)(program);
