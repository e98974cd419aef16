import { NumberInput } from '@mantine/core';
import { windowTexts } from '../../shared/texts/window.ts';
import { useTyped } from './use-typed.ts';

/** A number that counts when the field is left or Enter is pressed; one that makes no sense is said, and not kept. */
export function NumberSetting({
  label,
  description,
  value,
  least,
  most,
  step = 1,
  decimals = 0,
  empty = null,
  onChange,
}: {
  readonly label: string;
  readonly description: string;
  /** Null: the field is empty. */
  readonly value: number | null;
  readonly least: number;
  readonly most: number;
  readonly step?: number;
  /** After the point. */
  readonly decimals?: number;
  /** What an empty field stands for; null: it must not be empty. */
  readonly empty?: string | null;
  readonly onChange: (value: number | null) => void;
}) {
  const [shown, setShown] = useTyped<string | number, number | null>(value, (kept) => kept ?? '');
  const number = shown === '' ? null : Number(shown);
  const isWrong = number === null ? empty === null : !(number >= least && number <= most);
  const keep = () => {
    if (!isWrong && number !== value) onChange(number);
  };
  return (
    <NumberInput
      label={label}
      description={description}
      placeholder={empty ?? undefined}
      size="sm"
      styles={{ wrapper: { maxWidth: '16rem' } }}
      min={least}
      max={most}
      step={step}
      clampBehavior="none"
      allowDecimal={decimals > 0}
      decimalScale={decimals}
      allowNegative={false}
      value={shown}
      error={isWrong ? windowTexts.settings.notANumber(least, most) : null}
      onChange={setShown}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter') keep();
      }}
    />
  );
}
