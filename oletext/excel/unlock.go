package excel

import (
	"bytes"
	"crypto/md5"
	"crypto/rc4"
	"encoding/binary"
	"errors"
	"slices"

	"assay/ole"
)

// knownPassword is what Excel tries before it asks: workbooks whose structure
// is protected are encrypted under it, and open without a question.
// [MS-XLS] §2.2.10
const knownPassword = "VelvetSweatshop"

const cipherBlock = 1024 // bytes of the stream under one key

// unlock gives the stream b in the clear, where its FILEPASS record at an
// offset is of RC4 and the password is the known one. [MS-OFFCRYPTO] §2.3.6
func unlock(b []byte, filePass record) ([]byte, error) {
	p := filePass.body()
	if len(p) < 54 || ole.U16(p, 0) != 1 || ole.U16(p, 2) != 1 || ole.U16(p, 4) != 1 {
		return nil, errors.New("its encryption is not RC4 of the first sort")
	}
	secret := derive(p[6:22])
	check := slices.Clone(p[22:54])
	if err := cipher(secret, 0, check); err != nil {
		return nil, err
	}
	if sum := md5.Sum(check[:16]); !bytes.Equal(sum[:], check[16:]) {
		return nil, errors.New("it has a password of its own")
	}
	key := make([]byte, len(b)) // the key runs over heads and clear records too
	for i := 0; i*cipherBlock < len(b); i++ {
		part := key[i*cipherBlock : min((i+1)*cipherBlock, len(b))]
		if err := cipher(secret, uint32(i), part); err != nil {
			return nil, err
		}
	}
	out := slices.Clone(b)
	for at := filePass.offset; at+4 <= len(b); {
		kind, size := ole.U16(b, at), int(ole.U16(b, at+2))
		from, to := at+4, min(at+4+size, len(b))
		if kind == rSheet { // the place of a sheet is in the clear
			from = min(from+4, to)
		}
		if !inTheClear[kind] {
			for i := from; i < to; i++ {
				out[i] ^= key[i]
			}
		}
		at = to
	}
	return out, nil
}

// inTheClear are the records that are never encrypted. [MS-XLS] §2.2.10
var inTheClear = map[uint16]bool{rBOF: true, rFilePass: true, 0xE1: true, 0x138: true, 0x194: true, 0x195: true, 0x196: true}

// derive makes the secret of 40 bits from the known password and a salt.
func derive(salt []byte) []byte {
	var password []byte
	for _, r := range knownPassword {
		password = binary.LittleEndian.AppendUint16(password, uint16(r))
	}
	first := md5.Sum(password)
	sum := md5.Sum(bytes.Repeat(slices.Concat(first[:5], salt), 16))
	return sum[:5]
}

// cipher runs the key stream of a block over b.
func cipher(secret []byte, block uint32, b []byte) error {
	key := md5.Sum(binary.LittleEndian.AppendUint32(slices.Clone(secret), block))
	c, err := rc4.NewCipher(key[:])
	if err == nil {
		c.XORKeyStream(b, b)
	}
	return err
}
