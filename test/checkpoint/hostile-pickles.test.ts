import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { hostileFile, readZip } from './hostile-file.ts';
import { pickle, refusal } from './hostile-pickle.ts';
import { global, little, op, text, tuple, type PickleWriter } from './pickle-writer.ts';

const { folder, file } = hostileFile();

describe('a pickle that wants something done is refused by its name', () => {
  const command = () => `touch ${path.join(folder, 'done')}`;
  it.each<[string, string, (writer: PickleWriter) => void]>([
    [
      'os.system by GLOBAL and REDUCE',
      'asks for os.system',
      (writer) => {
        op(writer, 'c', 'os\nsystem\n');
        tuple(writer, 1, () => {
          text(writer, command());
        });
        op(writer, 'R');
      },
    ],
    [
      'posix.system by STACK_GLOBAL',
      'asks for posix.system',
      (writer) => {
        text(writer, 'posix');
        text(writer, 'system');
        op(writer, '\x93');
        text(writer, command());
        op(writer, '\x85R');
      },
    ],
    [
      'builtins.eval within a state dict',
      'asks for builtins.eval',
      (writer) => {
        op(writer, '}');
        text(writer, 'x');
        op(writer, 'c', 'builtins\neval\n');
        text(writer, '1');
        op(writer, '\x85Rs');
      },
    ],
    [
      'a method of what is known',
      'asks for torch._utils._rebuild_tensor_v2.__globals__',
      (writer) => {
        text(writer, 'torch._utils');
        text(writer, '_rebuild_tensor_v2.__globals__');
        op(writer, '\x93');
      },
    ],
    [
      'a property of JavaScript',
      'asks for constructor.__proto__',
      (writer) => {
        op(writer, 'c', 'constructor\n__proto__\n');
      },
    ],
    [
      'INST',
      'instruction INST',
      (writer) => {
        op(writer, '(i', 'os\nsystem\n');
      },
    ],
    [
      'OBJ',
      'instruction OBJ',
      (writer) => {
        op(writer, '(c', 'collections\nOrderedDict\n');
        op(writer, 'o');
      },
    ],
    [
      'EXT1',
      'instruction EXT1',
      (writer) => {
        op(writer, '\x82\x01');
      },
    ],
    [
      'LONG4 of 2 GiB',
      'instruction LONG4',
      (writer) => {
        op(writer, '\x8b', little(2 ** 31 - 1, 4));
      },
    ],
    [
      'PERSID',
      'instruction PERSID',
      (writer) => {
        op(writer, 'P', 'x\n');
      },
    ],
    [
      'NEWOBJ_EX',
      'instruction NEWOBJ_EX',
      (writer) => {
        op(writer, '\x92');
      },
    ],
    [
      'REDUCE of a text',
      'calls what is no function',
      (writer) => {
        text(writer, 'os.system');
        op(writer, ')R');
      },
    ],
    [
      'REDUCE of a dtype',
      'calls what is no function',
      (writer) => {
        op(writer, 'c', 'torch\nfloat32\n');
        op(writer, ')R');
      },
    ],
    [
      'REDUCE without a tuple',
      'no tuple',
      (writer) => {
        global(writer, 'collections', 'OrderedDict');
        op(writer, ']R');
      },
    ],
    [
      'BUILD of a function',
      'sets the state of what has none',
      (writer) => {
        global(writer, 'collections', 'OrderedDict');
        op(writer, '}b');
      },
    ],
    [
      'an unknown instruction',
      '0xff, that does not exist',
      (writer) => {
        op(writer, '\xff');
      },
    ],
    [
      'protocol 6',
      'unknown protocol',
      (writer) => {
        op(writer, '\x80\x06');
      },
    ],
  ])('%s', async (_, reason, write) => {
    expect(await readZip(file, pickle(write))).toMatchObject({ kind: 'invalid-format', file });
    expect(await readZip(file, pickle(write))).toMatchObject({ reason: expect.stringContaining(reason) as string });
    expect(existsSync(path.join(folder, 'done'))).toBe(false);
  });

  it('without what a terminal would obey, and not at any length', async () => {
    const fault = await readZip(
      file,
      pickle((writer) => {
        op(writer, 'c', `os\n\x1b[2J${'x'.repeat(100_000)}\n`);
      }),
    );
    if (!('reason' in fault)) throw new Error('it was read');
    expect(fault.reason).toMatch(/^asks for os\.\ufffd\[2Jx+…$/);
    expect(fault.reason.length).toBeLessThan(500);
  });
});

describe('a pickle that is no tree of data costs no more than its length', () => {
  it.each<[string, string, (writer: PickleWriter) => void]>([
    [
      'a list in itself',
      'no state dict',
      (writer) => {
        op(writer, ']q\x00h\x00a');
      },
    ],
    [
      'a dict in itself',
      'holds no tensors',
      (writer) => {
        op(writer, '}q\x00');
        text(writer, 'state_dict');
        op(writer, 'h\x00s');
      },
    ],
    [
      '300,000 lists in each other',
      'more than 500000 instructions',
      (writer) => {
        op(writer, ']'.repeat(300_000) + 'a'.repeat(299_999));
      },
    ],
    [
      '400,000 tuples in each other',
      'no state dict',
      (writer) => {
        op(writer, ')' + '\x85'.repeat(400_000));
      },
    ],
    [
      'each list twice in the next, 60 times',
      'no state dict',
      (writer) => {
        op(writer, ']q\x00' + '](h\x00h\x00eq\x00'.repeat(60));
        op(writer, '\x86'.repeat(60));
      },
    ],
    [
      'marks without end',
      'more than 500000 instructions',
      (writer) => {
        op(writer, '('.repeat(600_000));
      },
    ],
    [
      'a text of 4 GiB',
      'ends within BINUNICODE',
      (writer) => {
        op(writer, 'X', little(2 ** 32 - 1, 4));
      },
    ],
    [
      'what was never kept',
      'recalls 7',
      (writer) => {
        op(writer, 'h\x07');
      },
    ],
    ['nothing', 'leaves more or less than one value', () => undefined],
    [
      'a key twice',
      'two values for a',
      (writer) => {
        op(writer, '}');
        text(writer, 'a');
        op(writer, 'Ns');
        text(writer, 'a');
        op(writer, 'Ns');
      },
    ],
  ])('%s', async (_, reason, write) => {
    const start = performance.now();
    expect(await readZip(file, pickle(write))).toMatchObject(refusal(reason));
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  it('names what has more than 16 MiB of it', async () => {
    const large = Buffer.alloc((16 << 20) + 1, 'N');
    expect(await readZip(file, large)).toMatchObject(refusal('16777217 bytes in a/data.pkl'));
  });
});
