import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { electronProgram, isProvisioned, runtimeFolder, sqliteBinding, tensorflowFolder } from './place.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('the folder of the test runtime', () => {
  it('is where CLASSIFOLD_TEST_RUNTIME says', () => {
    vi.stubEnv('CLASSIFOLD_TEST_RUNTIME', '/somewhere/else');
    vi.stubEnv('XDG_CACHE_HOME', '/caches');
    expect(runtimeFolder()).toBe('/somewhere/else');
    expect(electronProgram()).toBe('/somewhere/else/electron-22.3.25/electron');
    expect(sqliteBinding()).toMatch(/^\/somewhere\/else\/better-sqlite3-\d+\.\d+\.\d+\/better_sqlite3\.node$/);
    expect(tensorflowFolder('cuda')).toMatch(/^\/somewhere\/else\/tensorflow-[\d.]+-cuda-tfjs-\d+\.\d+\.\d+$/);
  });

  it('is in the cache folder otherwise, in that of the home folder where no other is named', () => {
    vi.stubEnv('CLASSIFOLD_TEST_RUNTIME', '');
    vi.stubEnv('XDG_CACHE_HOME', '/caches');
    expect(runtimeFolder()).toBe('/caches/classifold-test-runtime');
    vi.stubEnv('XDG_CACHE_HOME', '');
    vi.stubEnv('HOME', '/nobody');
    expect(runtimeFolder()).toBe('/nobody/.cache/classifold-test-runtime');
  });

  it('is not ready before anything is in it', () => {
    const empty = path.join(os.tmpdir(), 'classifold-no-such-runtime');
    expect(existsSync(empty)).toBe(false);
    vi.stubEnv('CLASSIFOLD_TEST_RUNTIME', empty);
    expect(isProvisioned()).toBe(false);
  });
});
