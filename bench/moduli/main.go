// Command moduli prints name and modulus of every RSA key of a case, one a line,
// for bench/recover.sh.
package main

import (
	"fmt"
	"os"

	"assay/casefile"
	"assay/pipeline"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: moduli CASE")
		os.Exit(2)
	}
	if err := print(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "moduli:", err)
		os.Exit(1)
	}
}

func print(dir string) error {
	v, err := casefile.OpenView(dir)
	if err != nil {
		return err
	}
	defer v.Close()
	list, err := pipeline.Keys(v)
	for _, k := range list {
		if k.RSA != nil {
			fmt.Printf("%s %x\n", k.Name, k.RSA.N)
		}
	}
	return err
}
