import { defineGlobals } from './globals.ts';
import { useOwnSqliteBinding } from './sqlite-binding.ts';

defineGlobals();
useOwnSqliteBinding();
