import './checks-uncompiled.ts';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './window.css';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { setNonce } from 'get-nonce';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { Boundary } from './boundary.tsx';
import { connectBridge } from './bridge.ts';
import { BridgeProvider } from './bridge-context.ts';
import { MenuProvider } from './state/menu.tsx';
import { RevisionProvider } from './state/revision.tsx';
import { RunsProvider } from './state/runs.tsx';
import { readStyleNonce } from './style-nonce.ts';
import { theme } from './theme.ts';

const element = document.querySelector('#window');
if (element === null) throw new Error('index.html has no element #window');

const styleNonce = readStyleNonce();
// The component library has the page behind a dialog kept from scrolling by another, which knows the nonce from there.
setNonce(styleNonce);

createRoot(element).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => styleNonce}>
      <Notifications position="bottom-right" limit={4} />
      <BridgeProvider value={connectBridge()}>
        <RevisionProvider>
          <RunsProvider>
            <MenuProvider>
              <Boundary place="window">
                <App />
              </Boundary>
            </MenuProvider>
          </RunsProvider>
        </RevisionProvider>
      </BridgeProvider>
    </MantineProvider>
  </StrictMode>,
);
