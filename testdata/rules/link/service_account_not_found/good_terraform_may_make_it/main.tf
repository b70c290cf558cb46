resource "kubernetes_service_account" "uploader" {
  metadata {
    name = "uploader"
  }
}
