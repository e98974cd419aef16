/** What is written for a person, and what its name ends in. */
const ENDINGS = { table: '.csv', drawing: '.svg' } as const;

/** Why a table or a drawing is not written where a person wants it. */
export const exportTexts = {
  overCatalog: (file: string, what: keyof typeof ENDINGS) =>
    `${file} belongs to the catalog. Choose another name for the ${what}.`,
  overPicture: (file: string, what: keyof typeof ENDINGS) =>
    `${file} is named like a picture, and pictures are never written over. Choose a name that ends in ${ENDINGS[what]}.`,
};
