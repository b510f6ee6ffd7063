type HeldNewsProps = {
  /** How many changes are not shown while somebody is busy with the rows. */
  readonly held: number;
  /** The same in words. */
  readonly words: string;
  /** What showing them brings, for those who hear the button alone. */
  readonly means: string;
  readonly onShow: () => void;
};

/** Says how much has changed while the rows kept still, and lets it through. */
export function HeldNews({ held, words, means, onShow }: HeldNewsProps) {
  return (
    <p class="held" role="status">
      {held > 0 && (
        <button type="button" class="button" onClick={onShow}>
          {words}
          <span class="sr-only">{means}</span>
        </button>
      )}
    </p>
  );
}
