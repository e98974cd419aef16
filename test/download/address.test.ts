import { describe, expect, it } from 'vitest';
import { isPublicAddress, refuseLocalAddresses, refuseLocalHost } from '../../main/download/address.ts';

describe('an address', () => {
  it.each([
    ...['1.1.1.1', '151.101.1.63', '172.32.0.1', '2606:4700::1111', '::ffff:1.1.1.1'],
    ...['64:ff9b::1.1.1.1', '64:ff9b::9765:13f'],
  ])('%s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    ...[
      '0.0.0.0',
      '10.1.2.3',
      '100.64.0.1',
      '127.0.0.1',
      '127.9.9.9',
      '169.254.169.254',
      '172.16.0.1',
      '172.31.255.255',
    ],
    ...['192.0.0.1', '192.0.2.1', '192.168.0.1', '198.18.0.1', '224.0.0.1', '240.0.0.1', '255.255.255.255'],
    ...['::', '::1', 'fe80::1', 'fe80::1%eth0', 'fc00::1', 'fd12:3456::1', 'ff02::1', '2001:db8::1', '2002:7f00:1::'],
    ...['64:ff9b::10.0.0.1', '64:ff9b::7f00:1', '64:ff9b::169.254.169.254', '64:ff9b:1::1.1.1.1', '2001::1'],
    ...['::ffff:127.0.0.1', '::ffff:7f00:1', '', 'example.com', 'x'],
  ])('%s is not', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it('of a name is refused where one of them is not public', () => {
    expect(() => {
      refuseLocalAddresses('models.example', ['1.1.1.1', '10.0.0.1']);
    }).toThrow('models.example leads to 10.0.0.1, which is not a public address');
    refuseLocalAddresses('models.example', ['1.1.1.1']);
  });

  it.each(['localhost', 'LOCALHOST.', 'a.localhost', 'printer.local', 'x.internal', 'nas.lan', '[::1]', '127.0.0.1'])(
    'is not even asked for where the host is %s',
    (host) => {
      expect(() => {
        refuseLocalHost(host);
      }).toThrow('is not a public address');
    },
  );

  it('is asked for of any other name', () => {
    for (const host of ['github.com', 'local.example', 'mylocalhost.example', '1.1.1.1']) refuseLocalHost(host);
  });
});
