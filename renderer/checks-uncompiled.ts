import { config } from 'zod';

// Zod would compile its checks with `new Function`, which the content security policy forbids. It tries whether it may as
// soon as the first check is made, which is where the contract is loaded: this is loaded before it.
config({ jitless: true });
