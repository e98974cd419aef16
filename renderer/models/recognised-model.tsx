import { Group, Image, List, Stack, Text, Title } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { PreparedImportView } from '../../shared/contract/model-arrivals.ts';
import { windowTexts } from '../../shared/texts/window.ts';

const texts = windowTexts.importModel.found;

/** What was found out about a checkpoint, what is taken for granted, and what the model sees in the picture it was tried on. */
export function RecognisedModel({ prepared }: { readonly prepared: PreparedImportView }) {
  const { id, name, recognised, tried } = prepared;
  const beginning = useRef<HTMLElement>(null);
  // To be read from here on, before it is accepted.
  useEffect(() => {
    beginning.current?.focus();
  }, []);
  return (
    <Stack gap="md">
      <section
        ref={beginning}
        tabIndex={-1}
        aria-label={texts.title}
        style={{ outline: 'none', scrollMarginTop: '5rem' }}
      >
        <Title order={3} size="sm">
          {texts.title}
        </Title>
        <Text size="sm">{texts.network(recognised)}.</Text>
        <Text size="sm">{texts.origin(recognised)}</Text>
        {texts.labels(recognised.labels).map((line) => (
          <Text key={line} size="sm" style={{ overflowWrap: 'anywhere' }}>
            {line}
          </Text>
        ))}
      </section>
      {recognised.assumed.length === 0 ? null : (
        <section aria-label={texts.assumed}>
          <Title order={3} size="sm">
            {texts.assumed}
          </Title>
          <List size="sm">
            {texts.assumptions(recognised).map((line) => (
              <List.Item key={line}>{line}</List.Item>
            ))}
          </List>
        </section>
      )}
      {tried === null ? (
        <Text size="sm" role="status">
          {texts.present(name)}
        </Text>
      ) : (
        <section aria-label={texts.tried}>
          <Title order={3} size="sm">
            {texts.tried}
          </Title>
          <Group gap="md" mt={4} wrap="nowrap" align="flex-start">
            <Image src={tried.url} alt={tried.picture} w="7rem" h="7rem" fit="contain" style={{ flex: 'none' }} />
            <Stack gap={4}>
              <Text size="sm" fw={600} role="status" style={{ overflowWrap: 'anywhere' }}>
                {texts.saw(tried.picture, tried.label, tried.score)}
              </Text>
              <Text size="sm" c="var(--window-dimmed)">
                {texts.sawHint}
              </Text>
            </Stack>
          </Group>
          <Text size="sm" mt="xs" style={{ overflowWrap: 'anywhere' }}>
            {texts.name(name, id)}
          </Text>
        </section>
      )}
    </Stack>
  );
}
