package pdf

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5"
	"crypto/rc4"
	"encoding/binary"
	"errors"
)

// ErrLocked is met where a password or a private key is needed.
var ErrLocked = errors.New("it is encrypted, and the empty password does not open it")

// method is how strings or streams are encrypted.
type method byte

const (
	identity method = iota
	rc4Method
	aes128Method // with a key for each object
	aes256Method
	unknownMethod
)

// security is the standard security handler, opened with the empty password.
// ISO 32000-2 §7.6.
type security struct {
	filter       Name
	version      int
	revision     int
	bits         int
	key          []byte // nil where the empty password does not fit
	forStrings   method
	forStreams   method
	forFiles     method
	metadata     bool // whether metadata streams are encrypted
	ref          Ref  // of the encryption dictionary, which is not encrypted
	needs        string
	asOwner      bool
	permissions  int64
	streamFilter map[Name]method
}

// keyFor derives the key of one object. ISO 32000-2 §7.6.3.2.
func (c *security) keyFor(ref Ref, m method) []byte {
	if m == aes256Method {
		return c.key
	}
	h := md5.New()
	h.Write(c.key)
	n, g := ref.Number, ref.Generation
	h.Write([]byte{byte(n), byte(n >> 8), byte(n >> 16), byte(g), byte(g >> 8)})
	if m == aes128Method {
		h.Write([]byte("sAlT"))
	}
	return h.Sum(nil)[:min(len(c.key)+5, md5.Size)]
}

// decrypt undoes method m on data of object ref.
func (c *security) decrypt(ref Ref, m method, data []byte) ([]byte, error) {
	switch {
	case m == identity:
		return data, nil
	case c.key == nil || m == unknownMethod:
		return nil, ErrLocked
	case m == rc4Method:
		stream, err := rc4.NewCipher(c.keyFor(ref, m))
		if err != nil {
			return nil, err
		}
		out := make([]byte, len(data))
		stream.XORKeyStream(out, data)
		return out, nil
	}
	return unCBC(c.keyFor(ref, m), data)
}

var errPadding = errors.New("its length is no whole number of AES blocks")

// unCBC undoes AES in CBC mode with the IV in front and padding behind. Bytes
// beyond the last whole block are dropped, as viewers do.
func unCBC(key, data []byte) ([]byte, error) {
	if len(data) < 2*aes.BlockSize {
		if len(data) == 0 || len(data) == aes.BlockSize {
			return nil, nil
		}
		return nil, errPadding
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	body := data[aes.BlockSize : len(data)-len(data)%aes.BlockSize]
	out := make([]byte, len(body))
	cipher.NewCBCDecrypter(block, data[:aes.BlockSize]).CryptBlocks(out, body)
	if pad := int(out[len(out)-1]); 1 <= pad && pad <= aes.BlockSize {
		out = out[:len(out)-pad]
	}
	return out, nil
}

// strings decrypts the strings of d in place; those that cannot be decrypted
// become null, so that nobody takes them for text.
func (c *security) strings(d *Definition) {
	if d.Ref == c.ref && c.ref.Number != 0 || c.forStrings == identity {
		return
	}
	if s, ok := d.Value.(*Stream); ok && s.Dict.Get("Type") == Name("XRef") {
		return
	}
	d.Value = c.walk(d.Ref, d.Value)
}

func (c *security) walk(ref Ref, o Object) Object {
	switch o := o.(type) {
	case String:
		out, err := c.decrypt(ref, c.forStrings, []byte(o))
		if err != nil {
			return nil
		}
		return String(out)
	case Array:
		for i := range o {
			o[i] = c.walk(ref, o[i])
		}
	case *Dict:
		signature := o.Get("ByteRange") != nil // its /Contents stands in clear: §7.6.2
		for i := range o.Entries {
			if e := &o.Entries[i]; !signature || e.Key != "Contents" {
				e.Value = c.walk(ref, e.Value)
			}
		}
	case *Stream:
		c.walk(ref, o.Dict)
	}
	return o
}

// decryptStream gives the data of s as its filters want them.
func (f *File) decryptStream(v *View, s *Stream) ([]byte, error) {
	c := f.crypt
	if c == nil || s.ref.Number == 0 {
		return s.Raw, nil
	}
	kind := s.Dict.Get("Type")
	if kind == Name("XRef") || kind == Name("Metadata") && !c.metadata {
		return s.Raw, nil
	}
	m := c.forStreams
	if kind == Name("EmbeddedFile") {
		m = c.forFiles
	}
	if filters := list(v.Resolve(s.Dict.Get("Filter"))); len(filters) > 0 && v.Name(filters[0]) == "Crypt" {
		m = identity
		if parms := list(v.Resolve(s.Dict.Get("DecodeParms"))); len(parms) > 0 {
			if name := v.Name(v.Dict(parms[0]).Get("Name")); name != "" {
				m = c.named(name)
			}
		}
	}
	return c.decrypt(s.ref, m, s.Raw)
}

func (c *security) named(name Name) method {
	if name == "" || name == "Identity" {
		return identity
	}
	if m, ok := c.streamFilter[name]; ok {
		return m
	}
	return unknownMethod
}

func little(n int64) []byte {
	return binary.LittleEndian.AppendUint32(nil, uint32(n))
}
