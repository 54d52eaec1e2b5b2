/* Prints in hexadecimal the greatest common divisor of the numbers in two files
 * (big-endian bytes), by GMP: the yardstick of bench/gcd.sh, no part of assay.
 * Build: gcc -O2 gcd.c -lgmp */
#include <gmp.h>
#include <stdio.h>
#include <stdlib.h>

static void read_number(mpz_t x, const char *name) {
	FILE *f = fopen(name, "rb");
	if (!f || fseek(f, 0, SEEK_END)) {
		perror(name);
		exit(1);
	}
	long n = ftell(f);
	rewind(f);
	char *bytes = malloc(n > 0 ? n : 1);
	if (n < 0 || !bytes || fread(bytes, 1, n, f) != (size_t)n) {
		perror(name);
		exit(1);
	}
	mpz_import(x, n, 1, 1, 1, 0, bytes);
	free(bytes);
	fclose(f);
}

int main(int argc, char **argv) {
	mpz_t a, b;
	if (argc != 3) {
		fprintf(stderr, "usage: gcd FILE FILE\n");
		return 2;
	}
	mpz_inits(a, b, NULL);
	read_number(a, argv[1]);
	read_number(b, argv[2]);
	mpz_gcd(a, a, b);
	gmp_printf("%Zx\n", a);
	return 0;
}
