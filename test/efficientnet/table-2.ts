/** The paper's table 2 (Tan & Le 2019), rounded as it is there: millions of parameters, billions of multiply-adds. */
export const TABLE_2 = {
  b0: { parameters: 5.3, multiplyAdds: 0.39 },
  b1: { parameters: 7.8, multiplyAdds: 0.7 },
  b2: { parameters: 9.2, multiplyAdds: 1.0 },
  b3: { parameters: 12, multiplyAdds: 1.8 },
  b4: { parameters: 19, multiplyAdds: 4.2 },
  b5: { parameters: 30, multiplyAdds: 9.9 },
  b6: { parameters: 43, multiplyAdds: 19 },
  b7: { parameters: 66, multiplyAdds: 37 },
} as const;

export const B_VARIANTS = ['b0', 'b1', 'b2', 'b3', 'b4', 'b5', 'b6', 'b7'] as const satisfies (keyof typeof TABLE_2)[];
