// SPDX-License-Identifier: Apache-2.0
// JNI names to the C ABI: pins, calls, releases, copies. It neither validates nor decides.

#include <jni.h>
#include <stdint.h>

extern uint8_t *suture_call(int32_t function, uintptr_t handle, const uint8_t *request, int32_t length, int32_t *responseLength);
extern void suture_free(uint8_t *response);

JNIEXPORT jbyteArray JNICALL Java_dev_suture_prover_JniBoundary_call(
    JNIEnv *env, jclass owner, jint function, jlong handle, jbyteArray request) {
  (void)owner;
  jsize length = (*env)->GetArrayLength(env, request);
  jbyte *bytes = (*env)->GetByteArrayElements(env, request, NULL);
  if (bytes == NULL) {
    return NULL; // OutOfMemoryError is pending
  }
  int32_t responseLength = 0;
  uint8_t *response = suture_call(function, (uintptr_t)handle, (const uint8_t *)bytes, length, &responseLength);
  (*env)->ReleaseByteArrayElements(env, request, bytes, JNI_ABORT);
  jbyteArray result = (*env)->NewByteArray(env, responseLength);
  if (result != NULL) {
    (*env)->SetByteArrayRegion(env, result, 0, responseLength, (const jbyte *)response);
  }
  suture_free(response);
  return result;
}
