package pdf

// Object is any PDF object: nil (null), bool, int64, float64, Name, String,
// Array, *Dict, *Stream or Ref. ISO 32000-2 §7.3.
type Object any

// Name is a name without its solidus, its #xx escapes undone.
type Name string

// String holds the bytes of a string, its escapes undone and, where the file
// is encrypted and can be read, decrypted. They are bytes and not yet text:
// see Text.
type String string

// Ref points at an indirect object.
type Ref struct{ Number, Generation int }

// Array is a list of objects.
type Array []Object

// Entry is one key of a dictionary.
type Entry struct {
	Key   Name
	Value Object
	// From and To bound the value's bytes: in the file, or in the decoded
	// object stream where the object stands in one.
	From, To int
}

// indexedFrom is how many entries make a dictionary worth an index.
const indexedFrom = 16

// Dict is a dictionary; its entries stand in the order of the file. A key may
// be there twice: the last one counts, as in most viewers.
type Dict struct {
	Entries []Entry
	index   map[Name]int
}

// Entry gives the entry of key that counts, or nil. A nil Dict has none.
func (d *Dict) Entry(key Name) *Entry {
	if d == nil {
		return nil
	}
	if d.index != nil {
		if i, ok := d.index[key]; ok {
			return &d.Entries[i]
		}
		return nil
	}
	for i := len(d.Entries) - 1; i >= 0; i-- {
		if d.Entries[i].Key == key {
			return &d.Entries[i]
		}
	}
	return nil
}

// Get gives the value of key as it stands there, references unresolved, or nil.
func (d *Dict) Get(key Name) Object {
	if e := d.Entry(key); e != nil {
		return e.Value
	}
	return nil
}

func (d *Dict) add(e Entry) {
	d.Entries = append(d.Entries, e)
	if d.index == nil && len(d.Entries) > indexedFrom {
		d.index = make(map[Name]int, 2*len(d.Entries))
		for i, old := range d.Entries {
			d.index[old.Key] = i
		}
	}
	if d.index != nil {
		d.index[e.Key] = len(d.Entries) - 1
	}
}

// Stream is a dictionary with data.
type Stream struct {
	Dict *Dict
	// Raw is the data as it stands in the file: encoded, perhaps encrypted.
	Raw []byte
	// From is where Raw begins in the file.
	From int
	// WrongLength is true where /Length disagrees with the place of endstream,
	// which was believed instead.
	WrongLength bool

	ref Ref // whose key decrypts it
}

// dictOf gives the dictionary of a dictionary or stream, or nil.
func dictOf(o Object) *Dict {
	switch o := o.(type) {
	case *Dict:
		return o
	case *Stream:
		return o.Dict
	}
	return nil
}
