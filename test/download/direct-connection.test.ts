import { describe, expect, it } from 'vitest';
import { NotPublicError } from '../../main/download/address.ts';
import { refuseLocalDirect } from '../../main/download/direct-connection.ts';

const toNetwork = () => Promise.resolve(['1.1.1.1', '10.0.0.1']);
const toInternet = () => Promise.resolve(['1.1.1.1']);
const toNothing = () => Promise.reject(new Error('no such name'));

describe('a name that leads into the network', () => {
  it.each(['DIRECT', 'PROXY a:8080; DIRECT', 'PROXY a:8080;DIRECT', 'SOCKS5 a:1;PROXY b:2; DIRECT'])(
    'is refused by the way %s',
    async (route) => {
      await expect(refuseLocalDirect('models.example', route, toNetwork)).rejects.toThrow(NotPublicError);
      await expect(refuseLocalDirect('models.example', route, toInternet)).resolves.toBeUndefined();
    },
  );

  it.each(['PROXY a:8080', 'PROXY a:8080; HTTPS direct.example:443'])('is the proxy’s by the way %s', async (route) => {
    await expect(refuseLocalDirect('models.example', route, toNetwork)).resolves.toBeUndefined();
  });
});

describe('a name that this machine does not know', () => {
  it('is a proxy’s where one is tried first, and fails where none is', async () => {
    await expect(refuseLocalDirect('models.example', 'PROXY a:8080; DIRECT', toNothing)).resolves.toBeUndefined();
    await expect(refuseLocalDirect('models.example', 'DIRECT', toNothing)).rejects.toThrow('no such name');
  });
});
