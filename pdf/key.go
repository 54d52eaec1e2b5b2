package pdf

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5"
	"crypto/rc4"
	"crypto/sha256"
	"crypto/sha512"
	"slices"
)

// padding stands for the empty password. ISO 32000-2 §7.6.4.3.2.
var padding = []byte("\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A")

func (c *security) size() int { return c.bits / 8 }

// legacyKey is algorithm 2. ISO 32000-2 §7.6.4.3.2.
func (c *security) legacyKey(password, owner []byte, id String) []byte {
	h := md5.New()
	h.Write(password)
	h.Write(owner)
	h.Write(little(c.permissions))
	h.Write([]byte(id))
	if c.revision >= 4 && !c.metadata {
		h.Write([]byte("\xff\xff\xff\xff"))
	}
	key := h.Sum(nil)
	if c.revision >= 3 {
		for range 50 {
			sum := md5.Sum(key[:c.size()])
			key = sum[:]
		}
	}
	return key[:c.size()]
}

// userOf undoes the owner's entry with the empty owner password: algorithm 7.
func (c *security) userOf(owner []byte) []byte {
	sum := md5.Sum(padding)
	rounds := 1
	if c.revision >= 3 {
		for range 50 {
			sum = md5.Sum(sum[:])
		}
		rounds = 20
	}
	out := slices.Clone(owner)
	for i := rounds - 1; i >= 0; i-- {
		xorRC4(sum[:c.size()], byte(i), out)
	}
	return out
}

// xorRC4 runs RC4 over data with a key whose bytes are each xored with mask.
func xorRC4(key []byte, mask byte, data []byte) {
	k := slices.Clone(key)
	for i := range k {
		k[i] ^= mask
	}
	stream, err := rc4.NewCipher(k)
	if err != nil {
		return // a key of 5 to 16 bytes: cannot be
	}
	stream.XORKeyStream(data, data)
}

// fits checks the key against the user's entry: algorithms 4 to 6.
func (c *security) fits(user []byte, id String) bool {
	if c.revision <= 2 {
		out := slices.Clone(padding)
		xorRC4(c.key, 0, out)
		return bytes.Equal(out[:min(len(user), 32)], user[:min(len(user), 32)])
	}
	sum := md5.Sum(append(slices.Clone(padding), id...))
	for i := range 20 {
		xorRC4(c.key, byte(i), sum[:])
	}
	return bytes.Equal(sum[:], user[:16])
}

// open256 is algorithm 2.A for the empty password. ISO 32000-2 §7.6.4.3.3.
func (c *security) open256(owner, user, ownerKey, userKey []byte) {
	if len(owner) < 48 || len(user) < 48 {
		return
	}
	owner, user = owner[:48], user[:48]
	if bytes.Equal(c.hash(user[32:40], nil), user[:32]) && len(userKey) >= 32 {
		c.key = unwrap(c.hash(user[40:48], nil), userKey[:32])
		return
	}
	if bytes.Equal(c.hash(owner[32:40], user), owner[:32]) && len(ownerKey) >= 32 {
		c.key, c.asOwner = unwrap(c.hash(owner[40:48], user), ownerKey[:32]), true
	}
}

func unwrap(key, wrapped []byte) []byte {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil
	}
	out := make([]byte, len(wrapped))
	cipher.NewCBCDecrypter(block, make([]byte, aes.BlockSize)).CryptBlocks(out, wrapped)
	return out
}

// maxRounds bounds algorithm 2.B, which ends by itself before 288 rounds.
const maxRounds = 400

// hash is algorithm 2.B for the empty password; of revision 5 plain SHA-256.
// ISO 32000-2 §7.6.4.3.4.
func (c *security) hash(salt, user []byte) []byte {
	sum := sha256.Sum256(append(slices.Clone(salt), user...))
	key := sum[:]
	if c.revision == 5 {
		return key
	}
	for i := 0; i < maxRounds; i++ {
		text := bytes.Repeat(append(slices.Clone(key), user...), 64)
		block, err := aes.NewCipher(key[:16])
		if err != nil {
			return nil
		}
		cipher.NewCBCEncrypter(block, key[16:32]).CryptBlocks(text, text)
		remainder := 0
		for _, b := range text[:16] {
			remainder += int(b)
		}
		switch remainder % 3 {
		case 0:
			sum := sha256.Sum256(text)
			key = sum[:]
		case 1:
			sum := sha512.Sum384(text)
			key = sum[:]
		case 2:
			sum := sha512.Sum512(text)
			key = sum[:]
		}
		if i >= 63 && int(text[len(text)-1]) <= i-31 {
			break
		}
	}
	return key[:32]
}
