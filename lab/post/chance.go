package post

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"strings"
	"time"
)

// Alphabets of what mailers and servers make up.
const (
	lowerHex    = "0123456789abcdef"
	upperHex    = "0123456789ABCDEF"
	figures     = "0123456789"
	base64URL   = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	lettersOnly = "abcdefghijklmnopqrstuvwxyz"
)

// some is n signs out of an alphabet.
func some(r *rand.Rand, alphabet string, n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = alphabet[r.IntN(len(alphabet))]
	}
	return string(b)
}

// uuid is one of chance. RFC 9562 §5.4
func uuid(r *rand.Rand, alphabet string) string {
	return strings.Join([]string{some(r, alphabet, 8), some(r, alphabet, 4), "4" + some(r, alphabet, 3),
		some(r, alphabet[8:12], 1) + some(r, alphabet, 3), some(r, alphabet, 12)}, "-")
}

// hashed makes a number of words: what belongs to a name for good hangs on it.
func hashed(words ...any) uint64 {
	h := fnv.New64a()
	fmt.Fprintln(h, words...)
	return h.Sum64()
}

// seconds is a time span between two, in whole and broken seconds.
func seconds(r *rand.Rand, from, to float64) time.Duration {
	return time.Duration((from + (to-from)*r.Float64()) * float64(time.Second))
}

// skew is by how much the clock of a machine is wrong: most by a second or two,
// one in fifty by some minutes.
func skew(machine string) time.Duration {
	h := hashed("clock", machine)
	sign := time.Duration(1 - 2*int64(h>>32&1))
	switch h % 50 {
	case 0:
		return sign * time.Duration(120+h>>8%240) * time.Second
	case 1, 2, 3:
		return sign * time.Duration(5+h>>8%40) * time.Second
	}
	return sign * time.Duration(h>>8%3) * time.Second
}
