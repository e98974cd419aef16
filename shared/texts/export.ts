/** Why a table is not written where a person wants it. */
export const exportTexts = {
  overCatalog: (file: string) => `${file} belongs to the catalog. Choose another name for the table.`,
  overPicture: (file: string) =>
    `${file} is named like a picture, and pictures are never written over. Choose a name that ends in .csv.`,
};
