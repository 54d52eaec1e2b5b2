package c2pa

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"

	"github.com/fxamacker/cbor/v2"

	"assay/sign/c2pa/jumbf"
)

// Bounds on the content of one box.
const (
	maxContent   = 4 << 20 // bytes that are decoded
	maxCBORDepth = 32
	maxCBORItems = 65_536 // of one array or map
)

// decoding refuses what two readers could read in two ways: a key that stands
// twice, text that is not UTF-8.
var decoding = mode(cbor.DecOptions{
	DupMapKey:        cbor.DupMapKeyEnforcedAPF,
	MaxNestedLevels:  maxCBORDepth,
	MaxArrayElements: maxCBORItems,
	MaxMapPairs:      maxCBORItems,
	TimeTagToAny:     cbor.TimeTagToRFC3339Nano,
	DefaultMapType:   reflect.TypeFor[map[string]any](),
})

// mode panics on options that contradict each other, which the first test finds.
func mode(o cbor.DecOptions) cbor.DecMode {
	m, err := o.DecMode()
	if err != nil {
		panic(err)
	}
	return m
}

// tree is decoded CBOR or JSON: maps with names as keys.
type tree map[string]any

// decode reads the content of an assertion or claim.
func decode(b *jumbf.Box) (tree, error) {
	data, isCBOR := b.Content("cbor"), true
	if data == nil {
		data, isCBOR = b.Content("json"), false
	}
	switch {
	case data == nil:
		return nil, errors.New("it holds neither CBOR nor JSON")
	case len(data) > maxContent:
		return nil, fmt.Errorf("its %d bytes are over the %d that are read", len(data), maxContent)
	case isCBOR:
		return decodeCBOR(data)
	}
	var v any
	if err := json.Unmarshal(data, &v); err != nil {
		return nil, fmt.Errorf("its JSON cannot be read: %w", err)
	}
	return wrap(v), nil
}

// wrap makes a map of content that is none.
func wrap(v any) tree {
	if t := asTree(v); t != nil {
		return t
	}
	return tree{"": v}
}

func decodeCBOR(data []byte) (tree, error) {
	var v any
	if err := decoding.Unmarshal(data, &v); err != nil {
		return nil, fmt.Errorf("its CBOR cannot be read: %w", err)
	}
	return wrap(v), nil
}

// text is the string under key, empty where there is none.
func (t tree) text(key string) string {
	s, _ := t[key].(string)
	return s
}

// bytes is the byte string under key; JSON and careless writers have an array
// of numbers.
func (t tree) bytes(key string) []byte {
	switch v := t[key].(type) {
	case []byte:
		return v
	case []any:
		out := make([]byte, 0, len(v))
		for _, e := range v {
			n, ok := number(e)
			if !ok || n < 0 || n > 255 {
				return nil
			}
			out = append(out, byte(n))
		}
		return out
	}
	return nil
}

func (t tree) sub(key string) tree {
	return asTree(t[key])
}

func (t tree) list(key string) []any {
	l, _ := t[key].([]any)
	return l
}

func (t tree) number(key string) (int64, bool) {
	return number(t[key])
}

// trees are those entries of the list under key that are maps.
func (t tree) trees(key string) (out []tree) {
	for _, e := range t.list(key) {
		if m := asTree(e); m != nil {
			out = append(out, m)
		}
	}
	return out
}

func asTree(v any) tree {
	switch m := v.(type) {
	case map[string]any:
		return m
	case tree:
		return m
	}
	return nil
}

// number is a whole number that fits, of CBOR or of JSON.
func number(v any) (int64, bool) {
	switch n := v.(type) {
	case uint64:
		return int64(n), n < 1<<62
	case int64:
		return n, true
	case float64:
		return int64(n), n == float64(int64(n)) && n < 1<<53 && n > -1<<53
	}
	return 0, false
}
