// SPDX-License-Identifier: Apache-2.0

package main

import (
	"regexp"
	"slices"
	"strings"
)

// A case is private: an exploit stands in it. Package casefile says of a malformed one "FIELD: WHAT CAME, expected RULE";
// what leaves the library is the field and the rule.

// caseFields are the names that a path may show. All others are addresses and slots, or the writer's own invention.
var caseFields = []string{"case", "name", "hardfork", "source", "licence", "bugClass", "compiler", "description", "target",
	"env", "number", "timestamp", "chainid", "coinbase", "basefee", "prevrandao", "gaslimit", "pre", "balance", "nonce", "code",
	"storage", "exploit", "benign", "benignLabels", "exploitSucceeded", "from", "to", "value", "data", "gas", "tx", "status",
	"address", "slot", "field", "op",
	"returnData", "checker", "broken", "safe", "expected", "label", "transactions", "conditions"}

var (
	index         = regexp.MustCompile(`(\[[0-9]+\])+$`)
	missingMember = regexp.MustCompile(`^no member "[A-Za-z]+"$`)
)

// rule rewrites an error of package casefile so that nothing of the case is in it but names of fields and counts.
func rule(err error) string {
	text := err.Error()
	path, rest, hasPath := strings.Cut(text, ": ")
	if !hasPath {
		return "not JSON, expected one object"
	}
	at := strings.LastIndex(rest, ", expected ")
	if at < 0 {
		return publicPath(path) + ": malformed"
	}
	return publicPath(path) + ": " + problem(rest[:at]) + "expected " + rest[at+len(", expected "):]
}

// problem keeps what came only where it is no value of the case.
func problem(came string) string {
	switch {
	case missingMember.MatchString(came):
		return came + ", "
	case strings.HasPrefix(came, "unknown member"):
		return "unknown member, "
	case strings.HasSuffix(came, "stands twice"):
		return "a name stands twice, "
	}
	return ""
}

func publicPath(path string) string {
	names := strings.Split(path, ".")
	for i, name := range names {
		suffix := index.FindString(name)
		if !slices.Contains(caseFields, strings.TrimSuffix(name, suffix)) {
			names[i] = "…"
		}
	}
	return strings.Join(names, ".")
}
