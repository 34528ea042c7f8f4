// SPDX-License-Identifier: Apache-2.0

package casefile

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"suture.dev/prover-native/evm"
)

// node is a JSON value and where it stands, for error messages such as "exploit[0].to: …".
type node struct {
	path string
	raw  json.RawMessage
}

func (n node) expected(what string) error {
	came := string(n.raw)
	if len(came) > 80 {
		came = came[:80] + "…"
	}
	return fmt.Errorf("%s: %s, expected %s", n.path, came, what)
}

// object returns the members. All of required must be there; besides them only those of optional may be.
func (n node) object(required, optional []string) (map[string]node, error) {
	members, err := n.members()
	if err != nil {
		return nil, err
	}
	allowed := map[string]bool{}
	for _, name := range append(append([]string{}, required...), optional...) {
		allowed[name] = true
	}
	for name := range members {
		if !allowed[name] {
			return nil, fmt.Errorf("%s: unknown member %q, expected only %s", n.path, name,
				strings.Join(append(append([]string{}, required...), optional...), ", "))
		}
	}
	for _, name := range required {
		if _, there := members[name]; !there {
			return nil, fmt.Errorf("%s: no member %q, expected one", n.path, name)
		}
	}
	return members, nil
}

// members returns the members of any object. encoding/json would take the last of two equal names, others the first: two
// readers must not see two scenarios, so equal names are refused.
func (n node) members() (map[string]node, error) {
	decoder := json.NewDecoder(bytes.NewReader(n.raw))
	if token, err := decoder.Token(); err != nil || token != json.Delim('{') {
		return nil, n.expected("an object")
	}
	members := map[string]node{}
	for decoder.More() {
		name, err := decoder.Token()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", n.path, err)
		}
		var raw json.RawMessage
		if err := decoder.Decode(&raw); err != nil {
			return nil, fmt.Errorf("%s: %w", n.path, err)
		}
		text := name.(string)
		if _, twice := members[text]; twice {
			return nil, fmt.Errorf("%s: member %q stands twice, expected once", n.path, text)
		}
		members[text] = node{strings.TrimPrefix(n.path+"."+text, "."), raw}
	}
	return members, nil
}

func (n node) array() ([]node, error) {
	var raws []json.RawMessage
	if err := json.Unmarshal(n.raw, &raws); err != nil || raws == nil {
		return nil, n.expected("an array")
	}
	nodes := make([]node, len(raws))
	for i, raw := range raws {
		nodes[i] = node{fmt.Sprintf("%s[%d]", n.path, i), raw}
	}
	return nodes, nil
}

func (n node) text() (string, error) {
	var text *string
	if err := json.Unmarshal(n.raw, &text); err != nil || text == nil {
		return "", n.expected("a string")
	}
	return *text, nil
}

func (n node) boolean() (bool, error) {
	switch string(n.raw) {
	case "true", "false":
		return string(n.raw) == "true", nil
	}
	return false, n.expected("true or false")
}

// bytes reads 0x and an even number of hex digits.
func (n node) bytes() ([]byte, error) {
	text, err := n.text()
	if err != nil {
		return nil, err
	}
	digits, prefixed := strings.CutPrefix(text, "0x")
	data, err := hex.DecodeString(digits)
	if !prefixed || err != nil {
		return nil, n.expected("0x and an even number of hex digits")
	}
	return data, nil
}

func (n node) address() (address evm.Address, err error) {
	data, err := n.bytes()
	if err != nil || len(data) != len(address) {
		return address, n.expected("an address: 0x and 40 hex digits")
	}
	return evm.Address(data), nil
}

// word reads a number of at most 256 bits as 0x and 1 to 64 hex digits; zeros may lead.
func (n node) word() (word evm.Word, err error) {
	text, err := n.text()
	digits, prefixed := strings.CutPrefix(text, "0x")
	if err != nil || !prefixed || len(digits) == 0 || len(digits) > 64 {
		return word, n.expected("a number: 0x and 1 to 64 hex digits")
	}
	data, err := hex.DecodeString(strings.Repeat("0", 64-len(digits)) + digits)
	if err != nil {
		return word, n.expected("a number: 0x and 1 to 64 hex digits")
	}
	word.SetBytes32(data)
	return word, nil
}

// uint64 reads a JSON number without sign, fraction and exponent.
func (n node) uint64() (uint64, error) {
	value, err := strconv.ParseUint(string(n.raw), 10, 64)
	if err != nil {
		return 0, n.expected("a whole number below 2^64")
	}
	return value, nil
}

// uint64OrHex reads either of the two ways in which numbers of 64 bits are written.
func (n node) uint64OrHex() (uint64, error) {
	if value, err := n.uint64(); err == nil {
		return value, nil
	}
	word, err := n.word()
	if err != nil || !word.IsUint64() {
		return 0, n.expected("a whole number below 2^64, plain or as a hex string")
	}
	return word.Uint64(), nil
}
