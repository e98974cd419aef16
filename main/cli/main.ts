process.stdout.write('classifold\n');
