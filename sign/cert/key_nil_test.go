package cert

import "testing"

// TestUnreadableKeyIsNil has an RSA key of 16 bits: the key that comes with the
// error is nil, so that whoever asks for it does not compute with it.
func TestUnreadableKeyIsNil(t *testing.T) {
	spki := []byte{0x30, 0x1c, 0x30, 0x0d, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1, 5, 0, 3, 0x0b, 0, 0x30, 8, 2, 3, 0, 0xc0, 1, 2, 1, 3}
	if key, err := ParseKey(spki); err == nil || key != nil {
		t.Errorf("key %v, error %v", key, err)
	}
}
