package image

import (
	"encoding/json"
	"fmt"
	"os"
	"testing"
)

func TestDump(t *testing.T) {
	for _, p := range []string{os.Getenv("DUMP")} {
		b, _ := os.ReadFile(p)
		d, err := Read(b)
		if err != nil { t.Fatal(err) }
		o, _ := json.MarshalIndent(d, "", " ")
		fmt.Println(string(o))
		for _, f := range d.Findings { fmt.Printf("%+v\n", f) }
		fmt.Println("TEXT", d.Text)
	}
}
