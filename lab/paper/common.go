package paper

import "hash/fnv"

// writers writes each format.
var writers = map[Format]func(*Paper) []byte{}

// complete fills in what a caller may leave out.
func (p *Paper) complete() {}

func cloneWords(paragraphs []string, table [][]string) ([]string, [][]string) {
	return paragraphs, table
}

func mix(a, b uint64) uint64 { return a ^ b }

func textSum(s string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(s))
	return h.Sum64()
}

func rsidOf(seed uint64, revision int) string { return "" }
