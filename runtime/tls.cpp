#include "runtime/tls.hpp"

#include "runtime/key_file.hpp"

namespace earshot::runtime {

namespace ssl = boost::asio::ssl;

result<void> tls::load() {
  if (!configured())
    return {};
  if (auto closed = check_private(options_.key, "tls.key", "the private key"); !closed)
    return closed.error();
  auto made = std::make_shared<ssl::context>(ssl::context::tls_server);
  boost::system::error_code ec;
  const auto wrong = [&](const std::string& file, const char* option) {
    return error{errc::invalid_field, shown_file(file) + ": " + ec.message(), option};
  };
  made->use_certificate_chain_file(options_.certificate, ec);
  if (ec)
    return wrong(options_.certificate, "tls.certificate");
  made->use_private_key_file(options_.key, ssl::context::pem, ec);
  if (ec)
    return wrong(options_.key, "tls.key"); // also where it does not fit the certificate
  SSL_CTX* context = made->native_handle();
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION
                                   | SSL_OP_CIPHER_SERVER_PREFERENCE);
  SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS); // 34 KB less for each idle session
  SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20"); // of TLS 1.2; 1.3 has no others
  std::lock_guard lock(mutex_);
  context_ = std::move(made);
  return {};
}

std::shared_ptr<ssl::context> tls::context() const {
  std::lock_guard lock(mutex_);
  return context_;
}

} // namespace earshot::runtime
