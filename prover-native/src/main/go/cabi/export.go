// SPDX-License-Identifier: Apache-2.0

// Command cabi is the C library. Its whole ABI is two functions:
//
//	uint8_t *suture_call(int32_t function, uintptr_t handle, const uint8_t *request, int32_t length, int32_t *responseLength);
//	void     suture_free(uint8_t *response);
//
// A response starts with one status byte, then frames: the result, or the texts of the failure. Functions and statuses are
// numbered in functions.go. A panic becomes the status bug; panics in goroutines of gnark still end the process.
package main

// #include <stdint.h>
// #include <stdlib.h>
import "C"

import (
	"errors"
	"unsafe"

	"suture.dev/prover-native/circuit/code"
	"suture.dev/prover-native/circuit/exec"
	"suture.dev/prover-native/commitment"
	"suture.dev/prover-native/prover"
)

func main() {}

//export suture_call
func suture_call(function C.int32_t, handle C.uintptr_t, request *C.uint8_t, length C.int32_t, responseLength *C.int32_t) *C.uint8_t {
	status, body := answer(int(function), uintptr(handle), C.GoBytes(unsafe.Pointer(request), C.int(length)))
	response := append([]byte{byte(status)}, body...)
	*responseLength = C.int32_t(len(response))
	return (*C.uint8_t)(C.CBytes(response))
}

//export suture_free
func suture_free(response *C.uint8_t) { C.free(unsafe.Pointer(response)) }

// answer runs one function and turns every way it can end into a status.
func answer(function int, handle uintptr, request []byte) (s status, body []byte) {
	defer clear(request) // it may hold the secret code
	defer func() {
		if recover() != nil { // the value could hold secrets, so it is dropped
			s, body = statusBug, texts("panic in function "+functionName(function))
		}
	}()
	if function < 0 || function >= len(functions) {
		return statusInput, texts("unknown function")
	}
	var w frameWriter
	err := functions[function].run(handle, &frameReader{rest: request}, &w)
	var rejected *code.Rejected
	var refuted *exec.Rejected
	switch {
	case err == nil:
		return statusOK, w.bytes
	case errors.As(err, &rejected):
		return statusRejected, texts(rejected.Reasons...)
	case errors.As(err, &refuted):
		return statusRejected, texts(refuted.Reasons...)
	case exec.IsInconclusive(err):
		return statusInconclusive, texts(err.Error())
	case errors.Is(err, prover.ErrKey):
		return statusKey, texts(err.Error())
	case errors.Is(err, commitment.ErrInput):
		return statusInput, texts(err.Error())
	}
	return statusBug, texts(err.Error())
}

func texts(lines ...string) []byte {
	var w frameWriter
	for _, line := range lines {
		w.text(line)
	}
	return w.bytes
}
